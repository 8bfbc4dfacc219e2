package io.driftline.jobs.events;

import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;

/** A committed event, and whom it is for. */
public record UserEvent(UserId user, Announcement.Event event) {}
