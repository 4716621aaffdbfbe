ALTER TABLE "comment" ADD COLUMN "origin" text DEFAULT 'here' NOT NULL;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "claimed_author" text;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "old_wording" text;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "proposed_wording" text;--> statement-breakpoint
ALTER TABLE "comment_reply" ADD COLUMN "origin" text DEFAULT 'here' NOT NULL;--> statement-breakpoint
ALTER TABLE "comment_reply" ADD COLUMN "claimed_author" text;