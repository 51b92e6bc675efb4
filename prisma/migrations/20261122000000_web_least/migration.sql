-- What web does to people is to let them in, and to members to remember when they last acted: it can neither make
-- somebody support or operator, nor a member of anything. Verbs that do more bring their own grants.
REVOKE INSERT, UPDATE ON person FROM kvittens_web;
GRANT UPDATE (username, password_hash, totp_secret, totp_last_step) ON person TO kvittens_web;
REVOKE INSERT, UPDATE ON member FROM kvittens_web;
GRANT UPDATE (used_at) ON member TO kvittens_web;
