-- Below which context of a trace a job was submitted, so that whoever works on it goes on with that trace.

ALTER TABLE job
  ADD COLUMN trace CHAR(55) CHARACTER SET ascii NULL COMMENT 'traceparent of W3C Trace Context; NULL: not traced';
