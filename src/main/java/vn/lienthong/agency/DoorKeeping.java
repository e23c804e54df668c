package vn.lienthong.agency;

import org.springframework.boot.autoconfigure.web.servlet.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Puts the keepers before every handler, before anything else looks at a request: first the one who counts. */
@Configuration(proxyBeanMethods = false)
class DoorKeeping implements WebMvcConfigurer {
    private final CallKeeper calls;
    private final DoorKeeper keeper;

    DoorKeeping(CallKeeper calls, DoorKeeper keeper) {
        this.calls = calls;
        this.keeper = keeper;
    }

    @Bean
    WebMvcRegistrations handlersByPlace() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new HandlersByPlace();
            }
        };
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(calls).order(-1);
        registry.addInterceptor(keeper).order(0);
    }
}
