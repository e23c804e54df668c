package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;

/** The sign-in providers, and whether each answered when it was asked last. */
@Component
@Order(3)
class IdentityGroup implements SettingsGroup {
    private final IdentitySettings settings;
    private final IdentityProviders providers;

    IdentityGroup(IdentitySettings settings, IdentityProviders providers) {
        this.settings = settings;
        this.providers = providers;
    }

    @Override
    public Text title() {
        return new Text("Dịch vụ đăng nhập", "Sign-in providers");
    }

    @Override
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (IdentityProviders.Offered one : providers.all()) {
            lines.add(new Line(
                    one.title(), Text.same(one.issuer()), IdentitySettings.variable(one.id(), "ISSUER"), advice(one)));
            lines.add(factors(one));
        }
        if (lines.isEmpty()) {
            lines.add(new Line(
                    new Text("Đăng nhập bằng OpenID Connect", "Sign-in with OpenID Connect"),
                    new Text("không có", "none"),
                    "LIENTHONG_SIGNIN_OIDC_<ID>_ISSUER"));
        }
        if (settings.oidcOnLoopback()) {
            lines.add(new Line(
                    new Text("Không cần TLS trên máy này", "Without TLS on this machine"),
                    new Text("được phép", "permitted"),
                    "LIENTHONG_SIGNIN_OIDCONLOOPBACK",
                    new Text("Chỉ để thử: bỏ đi khi dùng thật.", "For trying only: take it away where people work.")));
        }
        return lines;
    }

    private @Nullable Text advice(IdentityProviders.Offered one) {
        boolean away = providers
                .lastAsked(one.id())
                .filter(asked -> asked.answer() == null)
                .isPresent();
        return away
                ? new Text(
                        "Không trả lời đúng khi được hỏi lần cuối; lý do nằm trong nhật ký hoạt động của hệ thống. Tài khoản của hệ"
                                + " thống vẫn đăng nhập được.",
                        "Did not answer as it should when it was asked last; the hub's log says why. Accounts of the hub's own"
                                + " get in all the same.")
                : null;
    }

    private Line factors(IdentityProviders.Offered one) {
        IdentitySettings.Provider own = settings.oidc().get(one.id());
        List<String> needed = new ArrayList<>();
        own.acr().forEach(acr -> needed.add("acr " + acr));
        own.amr().forEach(amr -> needed.add("amr " + amr));
        Text name = new Text(one.title().vi() + ": cách xác thực", one.title().en() + ": how people show who they are");
        return new Line(
                name,
                needed.isEmpty()
                        ? new Text("do dịch vụ này quyết định", "the provider decides")
                        : Text.same(String.join(", ", needed)),
                IdentitySettings.variable(one.id(), "ACR"));
    }
}
