package vn.lienthong.agency;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts the first-start token into its file as soon as the hub answers. */
@Component
class TokenAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(TokenAtStart.class);

    private final SignInToken token;

    TokenAtStart(SignInToken token) {
        this.token = token;
    }

    @EventListener(ApplicationReadyEvent.class)
    void hubIsReady() {
        token.provide();
        LOG.info("first-start-token={}", token.file().toAbsolutePath().normalize());
    }
}
