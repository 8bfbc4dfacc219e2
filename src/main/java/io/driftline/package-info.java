/**
 * Driftline: influenza antigenic prediction, delivered live.
 *
 * <p>The flow: {@code api} accepts a job and commits it; {@code dispatch} claims it, has {@code staging} put its
 * sequences into Redis and posts it to a Flask worker; the worker's messages come back through RabbitMQ to
 * {@code status}, which commits each and announces it on the user's channel; {@code push} sends it to every socket
 * of that user. MySQL holds the truth, everything else may vanish. {@link io.driftline.App} wires it.
 */
@NullMarked
package io.driftline;

import org.jspecify.annotations.NullMarked;
