package io.driftline.backup;

import io.driftline.config.DatabaseServer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an installation keeps what it has.
 *
 * @param models the workers' repository; what has retired lies beside it. Empty where none can be reached from here
 */
public record Place(DatabaseServer database, DatabaseClients clients, Optional<Path> models) {}
