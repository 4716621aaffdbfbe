-- A private link leads to a member's receipt, or to one thing that was entered for somebody without an account.
ALTER TABLE "receipt_link" DROP CONSTRAINT "receipt_link_pkey";--> statement-breakpoint
ALTER TABLE "receipt_link" DROP CONSTRAINT "receipt_link_token_hash_unique";--> statement-breakpoint
ALTER TABLE "receipt_link" ALTER COLUMN "member_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "receipt_link" ADD PRIMARY KEY ("token_hash");--> statement-breakpoint
ALTER TABLE "receipt_link" ADD COLUMN "comment_id" uuid;--> statement-breakpoint
ALTER TABLE "receipt_link" ADD CONSTRAINT "receipt_link_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_link" ADD CONSTRAINT "receipt_link_member_id_unique" UNIQUE("member_id");--> statement-breakpoint
ALTER TABLE "receipt_link" ADD CONSTRAINT "receipt_link_comment_id_unique" UNIQUE("comment_id");--> statement-breakpoint
ALTER TABLE "receipt_link" ADD CONSTRAINT "receipt_link_leads_to_one" CHECK (("receipt_link"."member_id" is null) <> ("receipt_link"."comment_id" is null));
