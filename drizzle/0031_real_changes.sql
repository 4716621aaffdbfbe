ALTER TABLE "comment_response" ADD COLUMN "real_change" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Answers from before: words that were suggested and went in, and commented words that read differently when they were answered.
UPDATE "comment_response" AS answer SET "real_change" = true
FROM "comment" AS said LEFT JOIN "suggestion" AS wording ON wording."comment_id" = said."id"
WHERE said."id" = answer."comment_id" AND answer."outcome" IN ('changed', 'partly')
  AND (wording."outcome" IS NOT NULL OR (answer."anchor" = said."anchor" AND answer."quote" <> said."quote"));
