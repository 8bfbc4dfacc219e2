/**
 * The fault runner behind {@code scripts/faults}: real processes, a crowd of clients, one fault, and a checker that
 * holds what the database says against what every client saw.
 */
package io.driftline.faults;
