ALTER TABLE "document" ADD COLUMN "turn_of" uuid;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "turn_until" timestamp (3) with time zone;