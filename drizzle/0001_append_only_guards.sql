-- What counts cannot be rewritten, not even by the application's own account without first removing a trigger:
-- the register, frozen versions, signatures, the edit log, and what a ballot or a decision asked.

CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER register_entry_append_only BEFORE UPDATE OR DELETE ON register_entry FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER register_entry_no_truncate BEFORE TRUNCATE ON register_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER register_content_append_only BEFORE UPDATE OR DELETE ON register_content FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER register_content_no_truncate BEFORE TRUNCATE ON register_content FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER specification_version_frozen BEFORE UPDATE OR DELETE ON specification_version FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER specification_version_no_truncate BEFORE TRUNCATE ON specification_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER signature_final BEFORE UPDATE OR DELETE ON signature FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER signature_no_truncate BEFORE TRUNCATE ON signature FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER decision_option_final BEFORE UPDATE OR DELETE ON decision_option FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER ballot_option_frozen BEFORE UPDATE OR DELETE ON ballot_option FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER document_update_append_only BEFORE UPDATE OR DELETE ON document_update FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER document_update_no_truncate BEFORE TRUNCATE ON document_update FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint

-- A ballot may only be closed, once; a vote may only be marked as cast, once; a decision may only be settled, once.
CREATE FUNCTION allow_only_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NULL AND (to_jsonb(NEW) - 'closed_at') = (to_jsonb(OLD) - 'closed_at') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'append-only: a ballot is frozen when it opens' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER ballot_frozen BEFORE UPDATE ON ballot FOR EACH ROW EXECUTE FUNCTION allow_only_closing();
--> statement-breakpoint
CREATE TRIGGER ballot_kept BEFORE DELETE ON ballot FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE FUNCTION allow_only_voting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- An update that changes nothing is allowed: each vote writes the whole roll anew, so that it does not show who came last.
  IF NEW.has_voted >= OLD.has_voted AND (to_jsonb(NEW) - 'has_voted') = (to_jsonb(OLD) - 'has_voted') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'append-only: one person, one vote' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER ballot_voter_once BEFORE UPDATE ON ballot_voter FOR EACH ROW EXECUTE FUNCTION allow_only_voting();
--> statement-breakpoint
CREATE TRIGGER ballot_voter_kept BEFORE DELETE ON ballot_voter FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER ballot_paper_unchanged BEFORE UPDATE ON ballot_paper FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE FUNCTION allow_only_settling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.settled_at IS NULL AND (to_jsonb(NEW) - 'settled_at' - 'outcome') = (to_jsonb(OLD) - 'settled_at' - 'outcome') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'append-only: a proposed decision does not change' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER decision_final BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION allow_only_settling();
--> statement-breakpoint
CREATE TRIGGER decision_kept BEFORE DELETE ON decision FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER decision_option_no_truncate BEFORE TRUNCATE ON decision_option FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER ballot_no_truncate BEFORE TRUNCATE ON ballot FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER ballot_option_no_truncate BEFORE TRUNCATE ON ballot_option FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER ballot_voter_no_truncate BEFORE TRUNCATE ON ballot_voter FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER ballot_paper_no_truncate BEFORE TRUNCATE ON ballot_paper FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
