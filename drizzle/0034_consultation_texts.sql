CREATE TABLE "consultation_text" (
	"consultation_id" uuid NOT NULL,
	"moment" text NOT NULL,
	"version_id" uuid,
	CONSTRAINT "consultation_text_consultation_id_moment_pk" PRIMARY KEY("consultation_id","moment")
);
--> statement-breakpoint
ALTER TABLE "consultation_text" ADD CONSTRAINT "consultation_text_consultation_id_consultation_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultation_text" ADD CONSTRAINT "consultation_text_version_id_specification_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."specification_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Which text people were asked about stays as it was said.
CREATE TRIGGER consultation_text_fixed BEFORE UPDATE ON consultation_text FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER consultation_text_kept BEFORE DELETE ON consultation_text FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER consultation_text_no_truncate BEFORE TRUNCATE ON consultation_text FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
