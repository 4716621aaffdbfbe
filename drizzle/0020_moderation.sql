CREATE TABLE "concern" (
	"id" uuid PRIMARY KEY NOT NULL,
	"comment_id" uuid NOT NULL,
	"reply_id" uuid,
	"raised_by" uuid NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"passed_to" text DEFAULT '' NOT NULL,
	"settled_by" uuid,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "local_contact" (
	"partnership_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"more" text DEFAULT '' NOT NULL,
	CONSTRAINT "local_contact_partnership_id_kind_pk" PRIMARY KEY("partnership_id","kind")
);
--> statement-breakpoint
CREATE TABLE "removal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"comment_id" uuid NOT NULL,
	"reply_id" uuid,
	"reason" text NOT NULL,
	"words" jsonb,
	"removed_at" timestamp (3) with time zone NOT NULL,
	"removed_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"outcome" text,
	"looked_at" timestamp (3) with time zone,
	"looked_by" uuid
);
--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "holds" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "standing" text DEFAULT 'shown' NOT NULL;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "standing_reason" text;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "said_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "removed_reason" text;--> statement-breakpoint
ALTER TABLE "comment_reply" ADD COLUMN "standing" text DEFAULT 'shown' NOT NULL;--> statement-breakpoint
ALTER TABLE "comment_reply" ADD COLUMN "standing_reason" text;--> statement-breakpoint
ALTER TABLE "comment_reply" ADD COLUMN "said_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "comment_reply" ADD COLUMN "removed_reason" text;--> statement-breakpoint
ALTER TABLE "concern" ADD CONSTRAINT "concern_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern" ADD CONSTRAINT "concern_reply_id_comment_reply_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."comment_reply"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern" ADD CONSTRAINT "concern_raised_by_member_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern" ADD CONSTRAINT "concern_settled_by_member_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_contact" ADD CONSTRAINT "local_contact_partnership_id_partnership_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removal" ADD CONSTRAINT "removal_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removal" ADD CONSTRAINT "removal_reply_id_comment_reply_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."comment_reply"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removal" ADD CONSTRAINT "removal_removed_by_member_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removal" ADD CONSTRAINT "removal_looked_by_member_id_fk" FOREIGN KEY ("looked_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "concern_comment" ON "concern" USING btree ("comment_id");--> statement-breakpoint
CREATE INDEX "concern_raised" ON "concern" USING btree ("raised_by","raised_at");--> statement-breakpoint
CREATE INDEX "removal_comment" ON "removal" USING btree ("comment_id");--> statement-breakpoint
CREATE INDEX "removal_removed" ON "removal" USING btree ("removed_at");