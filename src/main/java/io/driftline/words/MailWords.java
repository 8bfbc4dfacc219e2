package io.driftline.words;

import java.util.List;

/** Letters to users. */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
public enum MailWords implements Words {
    RESET_SUBJECT,
    RESET("link", "hours"),
    INVITATION_SUBJECT,
    INVITATION("link", "days"),
    AWAY,
    NONE;

    private final List<String> parameters;

    MailWords(String... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public String room() {
        return "mail";
    }

    @Override
    public List<String> parameters() {
        return parameters;
    }
}
