package vn.lienthong.agency;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the keepers before every handler, before anything else looks at a request: first the one who counts. */
@Configuration(proxyBeanMethods = false)
class DoorKeeping implements WebMvcConfigurer {
    private final CallKeeper calls;
    private final DoorKeeper keeper;

    DoorKeeping(CallKeeper calls, DoorKeeper keeper) {
        this.calls = calls;
        this.keeper = keeper;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(calls).order(-1);
        registry.addInterceptor(keeper).order(0);
    }
}
