-- Keeper writes down that it opened sealed numbers, too.
INSERT INTO walls.action_right (role, place, action, demand) VALUES ('keeper', 'portal', 'person.opened', 'login');
