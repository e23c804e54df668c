package vn.lienthong.service;

import static vn.lienthong.service.RosterField.choice;
import static vn.lienthong.service.RosterField.date;
import static vn.lienthong.service.RosterField.flag;
import static vn.lienthong.service.RosterField.moment;
import static vn.lienthong.service.RosterField.reference;
import static vn.lienthong.service.RosterField.references;
import static vn.lienthong.service.RosterField.text;
import static vn.lienthong.service.RosterField.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What OneRoster 1.2 knows of a roster, in the order in which its files stand in an export. Names of fields are those of the "Rostering
 * Service REST/JSON Binding 1.2", the columns of files and their order those of the "CSV Binding 1.2", both of 1EdTech (imsglobal.org).
 */
enum RosterEntity {
    SESSIONS(
            "academicSessions",
            "academicSession",
            "title,type,startDate,endDate,parentSourcedId,schoolYear",
            text("title"),
            date("startDate"),
            date("endDate"),
            text("type"),
            reference("parent", "academicSessions"),
            references("children", "academicSessions", null),
            text("schoolYear")),
    CLASSES(
            "classes",
            "class",
            "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
            text("title"),
            text("classCode"),
            text("classType"),
            text("location"),
            words("grades"),
            words("subjects"),
            reference("course", "courses"),
            reference("school", "orgs"),
            references("terms", "academicSessions", "termSourcedIds"),
            words("subjectCodes"),
            words("periods")),
    COURSES(
            "courses",
            "course",
            "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
            text("title"),
            reference("schoolYear", "academicSessions"),
            text("courseCode"),
            words("grades"),
            words("subjects"),
            reference("org", "orgs"),
            words("subjectCodes")),
    DEMOGRAPHICS(
            "demographics",
            "demographics",
            "birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
                    + "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,"
                    + "cityOfBirth,publicSchoolResidenceStatus",
            date("birthDate"),
            text("sex"),
            flag("americanIndianOrAlaskaNative"),
            flag("asian"),
            flag("blackOrAfricanAmerican"),
            flag("nativeHawaiianOrOtherPacificIslander"),
            flag("white"),
            flag("demographicRaceTwoOrMoreRaces"),
            flag("hispanicOrLatinoEthnicity"),
            text("countryOfBirthCode"),
            text("stateOfBirthAbbreviation"),
            text("cityOfBirth"),
            text("publicSchoolResidenceStatus")),
    ENROLLMENTS(
            "enrollments",
            "enrollment",
            "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
            reference("user", "users"),
            reference("class", "classes"),
            reference("school", "orgs"),
            text("role"),
            flag("primary"),
            date("beginDate"),
            date("endDate")),
    ORGS(
            "orgs",
            "org",
            "name,type,identifier,parentSourcedId",
            text("name"),
            text("type"),
            text("identifier"),
            reference("parent", "orgs"),
            references("children", "orgs", null)),
    /** In JSON they stand within their users. */
    ROLES(
            "roles",
            "role",
            "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
            reference("user", "users"),
            text("roleType"),
            text("role"),
            reference("org", "orgs"),
            date("beginDate"),
            date("endDate")),
    USERS(
            "users",
            "user",
            "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,"
                    + "userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,"
                    + "primaryOrgSourcedId,pronouns",
            text("userMasterIdentifier"),
            text("username"),
            flag("enabledUser"),
            text("givenName"),
            text("familyName"),
            text("middleName"),
            text("preferredGivenName"),
            text("preferredMiddleName"),
            text("preferredFamilyName"),
            text("pronouns"),
            choice("role"),
            reference("primaryOrg", "orgs"),
            text("identifier"),
            text("email"),
            text("sms"),
            text("phone"),
            references("agents", "users", "agentSourcedIds"),
            words("grades"));

    /** The field by which every entity is known. */
    static final String ID = "sourcedId";

    static final String STATUS = "status";
    static final String CHANGED = "dateLastModified";

    private final String collection;
    private final String single;
    private final List<String> csv;
    private final List<RosterField> fields;

    RosterEntity(String collection, String single, String csv, RosterField... own) {
        this.collection = collection;
        this.single = single;
        List<String> columns = new ArrayList<>(List.of(ID, STATUS, CHANGED));
        columns.addAll(List.of(csv.split(",")));
        this.csv = List.copyOf(columns);
        List<RosterField> all = new ArrayList<>(List.of(text(ID), text(STATUS), moment(CHANGED)));
        all.addAll(List.of(own));
        this.fields = List.copyOf(all);
    }

    /** Those that are read on their own: where their collection lies. */
    static Optional<RosterEntity> of(String collection) {
        return Arrays.stream(values())
                .filter(one -> one.collection.equals(collection))
                .findFirst();
    }

    String collection() {
        return collection;
    }

    /** How one of them is called in JSON. */
    String single() {
        return single;
    }

    /** The columns of its file, in their order. */
    List<String> csv() {
        return csv;
    }

    List<RosterField> fields() {
        return fields;
    }

    @Nullable
    RosterField field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
