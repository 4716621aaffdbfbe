CREATE TABLE "published_answer" (
	"comment_id" uuid PRIMARY KEY NOT NULL,
	"specification_id" uuid NOT NULL,
	"stakeholder_group" text NOT NULL,
	"kind" text NOT NULL,
	"said" text,
	"is_short" boolean NOT NULL,
	"outcome" text NOT NULL,
	"answer" text NOT NULL,
	"passed_to" text,
	"words_before" text,
	"words_after" text,
	"published_at" timestamp (3) with time zone NOT NULL,
	"published_by" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipt_link" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "receipt_link_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "may_be_quoted" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "published_answer" ADD CONSTRAINT "published_answer_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_answer" ADD CONSTRAINT "published_answer_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_answer" ADD CONSTRAINT "published_answer_published_by_member_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_link" ADD CONSTRAINT "receipt_link_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "published_answer_specification" ON "published_answer" USING btree ("specification_id","published_at");--> statement-breakpoint
-- What was published stays as it was; it can only be taken away.
CREATE TRIGGER published_answer_fixed BEFORE UPDATE ON published_answer FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
