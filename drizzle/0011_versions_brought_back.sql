CREATE TABLE "text_restoration" (
	"document_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"version_id" uuid NOT NULL,
	"clause" text NOT NULL,
	"restored_by" uuid NOT NULL,
	"restored_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "text_restoration_document_id_sequence_pk" PRIMARY KEY("document_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "specification_version" ADD COLUMN "occasion" text;--> statement-breakpoint
ALTER TABLE "text_restoration" ADD CONSTRAINT "text_restoration_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "text_restoration" ADD CONSTRAINT "text_restoration_version_id_specification_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."specification_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "text_restoration" ADD CONSTRAINT "text_restoration_restored_by_member_id_fk" FOREIGN KEY ("restored_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;