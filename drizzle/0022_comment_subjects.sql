ALTER TABLE "comment" ADD COLUMN "about_clause" text;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "decision_id" uuid;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "ballot_id" uuid;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "option_key" text;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_decision_id_decision_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_ballot_id_ballot_id_fk" FOREIGN KEY ("ballot_id") REFERENCES "public"."ballot"("id") ON DELETE no action ON UPDATE no action;