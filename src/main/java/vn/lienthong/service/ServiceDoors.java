package vn.lienthong.service;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The way in for programs of other agencies. No cookie and no token of a person counts here; who calls is found by the room itself,
 * since everything that is refused must look alike. What a program holds opens no other door.
 */
@Configuration(proxyBeanMethods = false)
class ServiceDoors {
    @Bean
    @Order(2)
    SecurityFilterChain services(HttpSecurity http) throws Exception {
        return http.securityMatcher("/data/**", "/soap/**", "/ims/**", TokenController.PATH)
                .authorizeHttpRequests(door -> door.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable) // no cookie opens this door
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .build();
    }
}
