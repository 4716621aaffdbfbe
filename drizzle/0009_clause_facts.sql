CREATE TABLE "clause_budget_line" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specification_id" uuid NOT NULL,
	"clause_id" text NOT NULL,
	"label" text NOT NULL,
	"pence_per_year" bigint NOT NULL,
	"payer_id" uuid NOT NULL,
	"note" text NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clause_evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specification_id" uuid NOT NULL,
	"clause_id" text NOT NULL,
	"source" text NOT NULL,
	"link" text NOT NULL,
	"dated" text NOT NULL,
	"population" text NOT NULL,
	"shows" text NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clause_heading" (
	"specification_id" uuid NOT NULL,
	"clause_id" text NOT NULL,
	"number" text,
	"heading" text NOT NULL,
	"known_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "clause_heading_specification_id_clause_id_pk" PRIMARY KEY("specification_id","clause_id")
);
--> statement-breakpoint
CREATE TABLE "clause_measure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specification_id" uuid NOT NULL,
	"clause_id" text NOT NULL,
	"name" text NOT NULL,
	"measure" text NOT NULL,
	"baseline" text NOT NULL,
	"target" text NOT NULL,
	"by_when" text NOT NULL,
	"owner_id" uuid,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clause_open_owner" (
	"specification_id" uuid NOT NULL,
	"clause_id" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "clause_open_owner_specification_id_clause_id_pk" PRIMARY KEY("specification_id","clause_id")
);
--> statement-breakpoint
CREATE TABLE "clause_responsibility" (
	"specification_id" uuid NOT NULL,
	"clause_id" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "clause_responsibility_specification_id_clause_id_organisation_id_kind_pk" PRIMARY KEY("specification_id","clause_id","organisation_id","kind")
);
--> statement-breakpoint
CREATE TABLE "open_point" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specification_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"words" text NOT NULL,
	"anchor" jsonb NOT NULL,
	"quote" text NOT NULL,
	"clause_id" text,
	"clause_name" text,
	"other_anchor" jsonb,
	"other_quote" text,
	"other_clause_id" text,
	"other_clause_name" text,
	"outside" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"raised_by" uuid NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"resolution" text,
	"resolved_by" uuid,
	"resolved_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "clause_budget_line" ADD CONSTRAINT "clause_budget_line_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_budget_line" ADD CONSTRAINT "clause_budget_line_payer_id_organisation_id_fk" FOREIGN KEY ("payer_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_budget_line" ADD CONSTRAINT "clause_budget_line_added_by_member_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_evidence" ADD CONSTRAINT "clause_evidence_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_evidence" ADD CONSTRAINT "clause_evidence_added_by_member_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_heading" ADD CONSTRAINT "clause_heading_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_measure" ADD CONSTRAINT "clause_measure_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_measure" ADD CONSTRAINT "clause_measure_owner_id_organisation_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_measure" ADD CONSTRAINT "clause_measure_added_by_member_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_open_owner" ADD CONSTRAINT "clause_open_owner_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_open_owner" ADD CONSTRAINT "clause_open_owner_set_by_member_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_responsibility" ADD CONSTRAINT "clause_responsibility_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_responsibility" ADD CONSTRAINT "clause_responsibility_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_responsibility" ADD CONSTRAINT "clause_responsibility_set_by_member_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_point" ADD CONSTRAINT "open_point_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_point" ADD CONSTRAINT "open_point_owner_id_member_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_point" ADD CONSTRAINT "open_point_raised_by_member_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_point" ADD CONSTRAINT "open_point_resolved_by_member_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clause_budget_line_specification" ON "clause_budget_line" USING btree ("specification_id");--> statement-breakpoint
CREATE INDEX "clause_evidence_specification" ON "clause_evidence" USING btree ("specification_id");--> statement-breakpoint
CREATE INDEX "clause_measure_specification" ON "clause_measure" USING btree ("specification_id");--> statement-breakpoint
CREATE INDEX "open_point_specification" ON "open_point" USING btree ("specification_id");--> statement-breakpoint
CREATE INDEX "open_point_owner" ON "open_point" USING btree ("owner_id");