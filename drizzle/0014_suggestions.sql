CREATE TABLE "suggestion" (
	"comment_id" uuid PRIMARY KEY NOT NULL,
	"outcome" text,
	"taken_words" text,
	"taken_by" uuid,
	"taken_at" timestamp (3) with time zone,
	"sequence" bigint,
	"taking_since" timestamp (3) with time zone,
	"taking_answer" text
);
--> statement-breakpoint
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_taken_by_member_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "suggestion_taking" ON "suggestion" USING btree ("taking_since");--> statement-breakpoint
INSERT INTO "suggestion" ("comment_id") SELECT "id" FROM "comment" WHERE "proposed_wording" IS NOT NULL;
