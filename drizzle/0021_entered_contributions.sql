ALTER TABLE "comment" ALTER COLUMN "anchor" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "entered_group" text;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "entered_way" text;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "entered_on" date;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "entered_name" text;