package io.driftline.job;

import java.util.Set;

/** Where a job stands. Each state names the states it may move to; an end moves nowhere. */
public sealed interface JobState {

    /** The name in the database and in every answer. */
    String name();

    /** The states that may follow this one. */
    Set<JobState> next();

    default boolean ended() {
        return next().isEmpty();
    }

    default boolean mayBecome(JobState other) {
        return next().contains(other);
    }

    /** The state of that name. @throws IllegalArgumentException if there is none */
    static JobState of(String name) {
        for (Open state : Open.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return End.valueOf(name);
    }

    /**
     * A job that is still owed an end. A worker's messages only move it forward, possibly past a stage
     * whose message was lost; an attempt that is given up moves it back to {@link #QUEUED}.
     */
    enum Open implements JobState {
        QUEUED,
        CHECKING,
        ENCODING,
        PREDICTING;

        @Override
        public Set<JobState> next() {
            return switch (this) {
                case QUEUED ->
                    Set.of(CHECKING, ENCODING, PREDICTING, End.SUCCEEDED, End.FAILED, End.CANCELLED, End.EXPIRED);
                case CHECKING ->
                    Set.of(QUEUED, ENCODING, PREDICTING, End.SUCCEEDED, End.FAILED, End.CANCELLED, End.EXPIRED);
                case ENCODING -> Set.of(QUEUED, PREDICTING, End.SUCCEEDED, End.FAILED, End.CANCELLED, End.EXPIRED);
                case PREDICTING -> Set.of(QUEUED, End.SUCCEEDED, End.FAILED, End.CANCELLED, End.EXPIRED);
            };
        }
    }

    /** Every accepted job reaches exactly one of these, and stays there. */
    enum End implements JobState {
        SUCCEEDED,
        FAILED,
        CANCELLED,
        EXPIRED;

        @Override
        public Set<JobState> next() {
            return Set.of();
        }
    }
}
