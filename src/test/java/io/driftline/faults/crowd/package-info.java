/** The users who submit, listen and cancel meanwhile, and what they were told. */
package io.driftline.faults.crowd;
