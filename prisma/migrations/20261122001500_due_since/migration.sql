-- Since when a submission has been in the queue: handed in, or put back by a person. How long we have tried counts from
-- the first attempt after that. Null in rows that are older than the column: from their first attempt of all.
ALTER TABLE "submission" ADD COLUMN "due_since" TIMESTAMPTZ(6);
GRANT UPDATE (due_since) ON submission TO kvittens_web, kvittens_gateway;
