package io.driftline;

import io.driftline.config.Version;
import picocli.CommandLine;

/** What {@code --version} prints. */
final class ProgramVersion implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"driftline " + Version.current()};
    }
}
