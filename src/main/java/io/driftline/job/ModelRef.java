package io.driftline.job;

/**
 * What a job is predicted with: a version of a model, and the encoding that it reads.
 *
 * @param id number of the model in the catalogue
 * @param name what the model repository calls the model
 * @param encoding id of the encoding
 */
public record ModelRef(long id, String name, String version, String encoding) {}
