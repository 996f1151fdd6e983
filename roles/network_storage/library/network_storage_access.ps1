#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        path = @{ type = 'str'; required = $true }
        sddl = @{ type = 'str'; required = $true }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

if (-not $module.CheckMode) {
    $folder = Get-Item -LiteralPath $module.Params.path -Force
    $acl = Get-Acl -LiteralPath $module.Params.path
    $acl.SetSecurityDescriptorSddlForm($module.Params.sddl, [System.Security.AccessControl.AccessControlSections]::Access)
    # Set-Acl would write the owner too, which nobody asked for; this writes what was changed.
    $folder.SetAccessControl($acl)
}
$module.Result.changed = $true
$module.ExitJson()
