-- Which inputs a user has, without looking at all jobs of everybody.

ALTER TABLE job ADD KEY job_input_of_user (user_id, input_id);
