-- Machines withdraw what they handed in, too.
INSERT INTO walls.action_right (role, place, action, demand) VALUES ('gateway', 'employer', 'submission.withdrawn', 'acts');
