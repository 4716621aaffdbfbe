CREATE TABLE "easy_read_review" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specification_id" uuid NOT NULL,
	"clause_id" text NOT NULL,
	"reviewer" text NOT NULL,
	"summary_hash" text NOT NULL,
	"reviewed_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "glossary_term" (
	"id" uuid PRIMARY KEY NOT NULL,
	"partnership_id" uuid NOT NULL,
	"term" text NOT NULL,
	"other_forms" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"explanation" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" uuid
);
--> statement-breakpoint
CREATE TABLE "plain_summary" (
	"specification_id" uuid NOT NULL,
	"clause_id" text NOT NULL,
	"document_id" uuid NOT NULL,
	"clause_name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"confirmed_clause_hash" text,
	"confirmed_summary_hash" text,
	"confirmed_sequence" bigint,
	"confirmed_at" timestamp (3) with time zone,
	"confirmed_by" uuid,
	CONSTRAINT "plain_summary_specification_id_clause_id_pk" PRIMARY KEY("specification_id","clause_id"),
	CONSTRAINT "plain_summary_document_id_unique" UNIQUE("document_id")
);
--> statement-breakpoint
ALTER TABLE "easy_read_review" ADD CONSTRAINT "easy_read_review_recorded_by_member_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "easy_read_review" ADD CONSTRAINT "easy_read_review_of_summary" FOREIGN KEY ("specification_id","clause_id") REFERENCES "public"."plain_summary"("specification_id","clause_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "glossary_term" ADD CONSTRAINT "glossary_term_partnership_id_partnership_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "glossary_term" ADD CONSTRAINT "glossary_term_changed_by_member_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plain_summary" ADD CONSTRAINT "plain_summary_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plain_summary" ADD CONSTRAINT "plain_summary_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plain_summary" ADD CONSTRAINT "plain_summary_created_by_member_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plain_summary" ADD CONSTRAINT "plain_summary_confirmed_by_member_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "easy_read_review_of" ON "easy_read_review" USING btree ("specification_id","clause_id");--> statement-breakpoint
CREATE UNIQUE INDEX "glossary_term_once" ON "glossary_term" USING btree ("partnership_id",lower("term"));