CREATE TABLE "ballot_helper" (
	"ballot_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	CONSTRAINT "ballot_helper_ballot_id_member_id_pk" PRIMARY KEY("ballot_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "ballot_voter" DROP CONSTRAINT "ballot_voter_ballot_id_member_id_pk";--> statement-breakpoint
ALTER TABLE "ballot_voter" ALTER COLUMN "member_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "ballot_voter" ADD COLUMN "assisted_line" integer;--> statement-breakpoint
ALTER TABLE "ballot_helper" ADD CONSTRAINT "ballot_helper_ballot_id_ballot_id_fk" FOREIGN KEY ("ballot_id") REFERENCES "public"."ballot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot_helper" ADD CONSTRAINT "ballot_helper_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ballot_voter_assisted" ON "ballot_voter" USING btree ("ballot_id","stakeholder_group","assisted_line") WHERE "ballot_voter"."assisted_line" is not null;--> statement-breakpoint
ALTER TABLE "ballot_voter" ADD CONSTRAINT "ballot_voter_member" UNIQUE("ballot_id","member_id");--> statement-breakpoint
ALTER TABLE "ballot_voter" ADD CONSTRAINT "ballot_voter_who" CHECK (num_nonnulls("ballot_voter"."member_id", "ballot_voter"."assisted_line") = 1);--> statement-breakpoint
-- That somebody entered votes is never taken back. Written by hand, as 0001 is.
CREATE TRIGGER ballot_helper_kept BEFORE UPDATE OR DELETE ON ballot_helper FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER ballot_helper_no_truncate BEFORE TRUNCATE ON ballot_helper FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
