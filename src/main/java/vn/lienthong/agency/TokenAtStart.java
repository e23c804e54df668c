package vn.lienthong.agency;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts the first-start token into its file as soon as the hub answers. */
@Component
class TokenAtStart {
    private final SignInToken token;

    TokenAtStart(SignInToken token) {
        this.token = token;
    }

    @EventListener(ApplicationReadyEvent.class)
    void hubIsReady() {
        token.provide();
    }
}
