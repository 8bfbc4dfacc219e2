/** The service under test in all its parts, and what can be done to it. */
package io.driftline.faults.lab;
