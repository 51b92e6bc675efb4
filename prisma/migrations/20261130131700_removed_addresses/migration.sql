-- Who removes an address takes the mails to it out of the queue.
GRANT UPDATE (next_attempt_at, last_error) ON notice TO kvittens_web;
