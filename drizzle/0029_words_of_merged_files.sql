CREATE TABLE "text_merge" (
	"document_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"merged_by" uuid NOT NULL,
	"merged_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "text_merge_document_id_sequence_pk" PRIMARY KEY("document_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "text_merge" ADD CONSTRAINT "text_merge_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "text_merge" ADD CONSTRAINT "text_merge_merged_by_member_id_fk" FOREIGN KEY ("merged_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;