package vn.lienthong.console;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has the frame of pages made, behind whoever counts requests and whoever refuses them. */
@Configuration(proxyBeanMethods = false)
class Framing implements WebMvcConfigurer {
    private final Frame frame;

    Framing(Frame frame) {
        this.frame = frame;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(frame).order(1);
    }
}
