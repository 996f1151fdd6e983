#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        sids = @{ type = 'list'; elements = 'str'; required = $true }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

# A person in the group, or in a group that is in it, however deep. Backslash first: it is what the others are written with.
function Get-MemberFilter {
    param([string]$Name)
    $plain = $Name -replace '\\', '\5c' -replace '\*', '\2a' -replace '\(', '\28' -replace '\)', '\29'
    return "(&(objectCategory=person)(objectClass=user)(memberOf:1.2.840.113556.1.4.1941:=$plain))"
}

$module.Result.has_people = @{}
$module.Result.why = $null
foreach ($sid in $module.Params.sids) {
    $module.Result.has_people[$sid] = $null
    try {
        $group = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList "LDAP://<SID=$sid>"
        $name = [string]$group.Properties['distinguishedName'].Value
        if (-not $name) {
            throw 'the directory does not show the group'
        }
        $search = New-Object -TypeName System.DirectoryServices.DirectorySearcher -ArgumentList (Get-MemberFilter -Name $name)
        # Only whether there is one; who it is stays in the directory.
        $module.Result.has_people[$sid] = $null -ne $search.FindOne()
    }
    catch {
        $module.Result.why = [string]$_.Exception.Message
    }
}

$module.ExitJson()
