-- Who is told by mail stands in notice_recipient, with the topics.
ALTER TABLE "employer" DROP COLUMN "notice_addresses";
