CREATE TABLE "consultation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specification_id" uuid NOT NULL,
	"level" text NOT NULL,
	"question" text NOT NULL,
	"decider" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" uuid NOT NULL,
	"last_day" date NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	"ended_reason" text
);
--> statement-breakpoint
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_opened_by_member_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_ended_by_member_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consultation_specification" ON "consultation" USING btree ("specification_id");--> statement-breakpoint
-- What people were promised stays as it was said: a consultation can only be ended early, once.
CREATE FUNCTION allow_only_ending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND (to_jsonb(NEW) - 'ended_at' - 'ended_by' - 'ended_reason') = (to_jsonb(OLD) - 'ended_at' - 'ended_by' - 'ended_reason') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'append-only: a consultation is fixed when it opens' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER consultation_fixed BEFORE UPDATE ON consultation FOR EACH ROW EXECUTE FUNCTION allow_only_ending();
--> statement-breakpoint
CREATE TRIGGER consultation_kept BEFORE DELETE ON consultation FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER consultation_no_truncate BEFORE TRUNCATE ON consultation FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
