-- Whoever may read a company's receipts may fetch a year of them at once, and the company's log of events tells who did.
INSERT INTO walls.action_right (role, place, action, demand) VALUES ('web', 'employer', 'employer.receipts-exported', 'speaker');
