CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"unsubscribe_hash" text NOT NULL,
	"unsubscribe_token" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"next_try" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"sent_at" timestamp (3) with time zone,
	"given_up_at" timestamp (3) with time zone,
	CONSTRAINT "mail_unsubscribe_hash_unique" UNIQUE("unsubscribe_hash")
);
--> statement-breakpoint
CREATE TABLE "mail_choice" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"digest" text DEFAULT 'daily' NOT NULL,
	"answers_at_once" boolean DEFAULT true NOT NULL,
	"votes_at_once" boolean DEFAULT true NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	"digested_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"about_id" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	"mailed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_choice" ADD CONSTRAINT "mail_choice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_person" ON "mail" USING btree ("person_id","made_at");--> statement-breakpoint
CREATE INDEX "mail_waiting" ON "mail" USING btree ("next_try") WHERE "mail"."sent_at" is null and "mail"."given_up_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "notice_once" ON "notice" USING btree ("member_id","kind","about_id");--> statement-breakpoint
CREATE INDEX "notice_made" ON "notice" USING btree ("member_id","made_at");--> statement-breakpoint
CREATE INDEX "notice_to_mail" ON "notice" USING btree ("made_at") WHERE "notice"."mailed_at" is null and "notice"."read_at" is null;