ALTER TABLE "specification_version" ADD COLUMN "plain" text;--> statement-breakpoint
ALTER TABLE "specification_version" ADD COLUMN "plain_hash" text;--> statement-breakpoint
ALTER TABLE "specification_version" ADD COLUMN "plain_confirmed_by" jsonb;