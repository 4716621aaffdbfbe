CREATE TABLE "pending_merge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specification_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"remarks" jsonb NOT NULL,
	"said" jsonb NOT NULL,
	"report" jsonb NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pending_merge" ADD CONSTRAINT "pending_merge_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_merge" ADD CONSTRAINT "pending_merge_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "pending_merge_once" ON "pending_merge" USING btree ("specification_id","member_id");--> statement-breakpoint
CREATE INDEX "pending_merge_expiry" ON "pending_merge" USING btree ("expires_at");