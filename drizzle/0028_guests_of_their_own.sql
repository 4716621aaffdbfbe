CREATE TABLE "guest_address" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"address" text,
	"confirmed_at" timestamp (3) with time zone,
	"asked" text,
	"asked_hash" text,
	"asked_at" timestamp (3) with time zone,
	CONSTRAINT "guest_address_asked_hash_unique" UNIQUE("asked_hash")
);
--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "parted_from" uuid;--> statement-breakpoint
ALTER TABLE "guest" ADD COLUMN "unnamed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "return_link" ADD COLUMN "once_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "words_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "guest_address" ADD CONSTRAINT "guest_address_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_parted_from_person_id_fk" FOREIGN KEY ("parted_from") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;