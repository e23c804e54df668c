package vn.lienthong.agency;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the keeper before every handler, before anything else looks at a request. */
@Configuration(proxyBeanMethods = false)
class DoorKeeping implements WebMvcConfigurer {
    private final DoorKeeper keeper;

    DoorKeeping(DoorKeeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(keeper).order(0);
    }
}
