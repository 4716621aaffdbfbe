ALTER TABLE "receipt_link" ADD COLUMN "seat_id" uuid;--> statement-breakpoint
ALTER TABLE "receipt_link" ADD COLUMN "said_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "receipt_link" ADD CONSTRAINT "receipt_link_seat_id_member_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "receipt_link_seat" ON "receipt_link" USING btree ("seat_id");--> statement-breakpoint
ALTER TABLE "receipt_link" ADD CONSTRAINT "receipt_link_handed_over" CHECK (("receipt_link"."seat_id" is null) = ("receipt_link"."said_until" is null));