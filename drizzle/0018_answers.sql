CREATE TABLE "decision_exception" (
	"decision_id" uuid NOT NULL,
	"comment_id" uuid NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "decision_exception_decision_id_comment_id_pk" PRIMARY KEY("decision_id","comment_id")
);
--> statement-breakpoint
CREATE TABLE "comment_wording" (
	"id" uuid PRIMARY KEY NOT NULL,
	"comment_id" uuid NOT NULL,
	"reply_id" uuid,
	"body" text NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	"replaced_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "edited_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "due_on" date;--> statement-breakpoint
ALTER TABLE "comment_reply" ADD COLUMN "edited_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "comment_reply" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "comment_response" ADD COLUMN "passed_to" text;--> statement-breakpoint
ALTER TABLE "comment_response" ADD COLUMN "anchor" jsonb;--> statement-breakpoint
ALTER TABLE "comment_response" ADD COLUMN "quote" text;--> statement-breakpoint
ALTER TABLE "decision_exception" ADD CONSTRAINT "decision_exception_decision_id_decision_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_exception" ADD CONSTRAINT "decision_exception_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_wording" ADD CONSTRAINT "comment_wording_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_wording" ADD CONSTRAINT "comment_wording_reply_id_comment_reply_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."comment_reply"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "wording_comment" ON "comment_wording" USING btree ("comment_id");--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_owner_id_member_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What was said before there were owners is owed by whoever started the specification. Ten working days are two weeks; said on
-- a Saturday or a Sunday they end on the Friday of the second week.
UPDATE "comment" SET
	"owner_id" = "specification"."created_by",
	"due_on" = (("comment"."created_at" AT TIME ZONE 'Europe/London')::date + CASE EXTRACT(ISODOW FROM "comment"."created_at" AT TIME ZONE 'Europe/London') WHEN 6 THEN 13 WHEN 7 THEN 12 ELSE 14 END)
FROM "specification", "member"
WHERE "specification"."id" = "comment"."specification_id" AND "member"."id" = "comment"."author_id"
	AND "member"."stakeholder_group" = 'patient-carer' AND "comment"."origin" = 'here';
--> statement-breakpoint
CREATE TRIGGER decision_exception_final BEFORE UPDATE OR DELETE ON decision_exception FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER decision_exception_no_truncate BEFORE TRUNCATE ON decision_exception FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
