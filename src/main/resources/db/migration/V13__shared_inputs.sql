-- A job that repeats another has that one's input, which is stored once and goes with the last job that has it.

ALTER TABLE job
  ADD COLUMN input_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the job that brought the input',
  ADD KEY job_of_input (input_id);

UPDATE job SET input_id = id;

ALTER TABLE job
  MODIFY COLUMN input_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the job that brought the input';

ALTER TABLE job_input
  DROP FOREIGN KEY job_input_of;
